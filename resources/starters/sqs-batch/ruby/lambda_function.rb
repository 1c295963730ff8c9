require 'json'

def lambda_handler(event:, context:)
  failures = event['Records'].filter_map do |record|
    process(JSON.parse(record['body']))
    nil
  rescue StandardError => e # the others go on; this one comes again
    puts "failed #{record['messageId']} #{e.message}"
    { itemIdentifier: record['messageId'] }
  end
  # Without FunctionResponseTypes in the template this would be ignored, and with an exception all
  # of the batch would come again.
  { batchItemFailures: failures }
end

def process(order)
  puts "order #{order.fetch('orderId')}"
end
