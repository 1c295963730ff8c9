require 'json'

# Outside of the method: runs once per environment, in the init phase of a cold start.
RATES = JSON.parse(ENV.fetch('RATES')).transform_values { |rate| Rational(rate) }

# Lambda passes both as keywords.
def lambda_handler(event:, context:)
  logger = Logger.new($stdout) # the runtime has it loaded; each line carries the request's id

  # fetch raises KeyError for a code that there is not: try the event "unknown-code"
  rate = RATES.fetch(event['code'])
  price = Rational(event['price']) # exact, because money is not for floating point
  reduced = (price * (1 - rate)).round(2)

  logger.info("#{event['code']} takes #{(rate * 100).to_i} % off")
  { price: format('%.2f', reduced), saved: format('%.2f', price - reduced) }
end
