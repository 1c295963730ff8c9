def lambda_handler(event:, context:)
  event['Records'].each do |record|
    change = record['dynamodb']
    # Values come as DynamoDB has them: {"S": "text"}, {"N": "12.5"}
    before = plain(change['OldImage'] || {})
    after = plain(change['NewImage'] || {})
    puts "#{record['eventName']} #{plain(change['Keys'])} #{before} -> #{after}"
  rescue StandardError => e
    puts "failed #{change['SequenceNumber']} #{e.message}"
    # From this record on the stream comes again.
    return { batchItemFailures: [{ itemIdentifier: change['SequenceNumber'] }] }
  end
  { batchItemFailures: [] }
end

def plain(image)
  image.transform_values { |value| value_of(value) }
end

def value_of(value)
  kind, content = value.first
  case kind
  when 'N' then Float(content)
  when 'M' then plain(content)
  when 'L' then content.map { |each| value_of(each) }
  when 'NULL' then nil
  else content
  end
end
