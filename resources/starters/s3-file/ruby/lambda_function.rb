require 'uri'

def lambda_handler(event:, context:)
  files = event['Records'].map do |record| # one in practice; the list must be handled all the same
    bucket = record['s3']['bucket']['name']
    key = URI.decode_www_form_component(record['s3']['object']['key']) # keys come URL-encoded
    size = record['s3']['object']['size'] || 0 # a deletion has none
    puts "#{record['eventName']} s3://#{bucket}/#{key} #{size} bytes"
    { bucket: bucket, key: key, size: size }
  end
  { files: files }
end
