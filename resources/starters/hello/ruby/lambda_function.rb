# Code out here runs once per environment, in the init phase of a cold start.
$calls = 0

def lambda_handler(event:, context:)
  $calls += 1
  name = event['name'] || 'world'
  puts "greeting #{name}" # what is printed goes to the log
  { message: "Hello, #{name}!", calls: $calls }
end
