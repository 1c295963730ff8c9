require 'json'

# Everything of the request is in the event; what is returned becomes the HTTP response.
def lambda_handler(event:, context:)
  name = event.dig('pathParameters', 'name') || 'world'
  greeting = event.dig('queryStringParameters', 'greeting') || 'Hello'
  puts "#{event['requestContext']['http']['method']} #{event['rawPath']}"
  return answer(400, { error: 'a name has letters only' }) unless name.match?(/\A[A-Za-z]+\z/)

  answer(200, { message: "#{greeting}, #{name}!" })
end

def answer(status, body)
  { statusCode: status, headers: { 'content-type' => 'application/json' }, body: body.to_json }
end
