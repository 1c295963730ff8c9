package main

import (
	"encoding/json"
	"fmt"
	"regexp"
)

// What of the request is used; the event has more.
type request struct {
	RouteKey              string            `json:"routeKey"`
	PathParameters        map[string]string `json:"pathParameters"`
	QueryStringParameters map[string]string `json:"queryStringParameters"`
}

// Becomes the HTTP response.
type response struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

var letters = regexp.MustCompile(`^[A-Za-z]+$`)

func handle(payload json.RawMessage) (any, error) {
	var in request
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	fmt.Println(in.RouteKey)
	name := in.PathParameters["name"]
	greeting := in.QueryStringParameters["greeting"]
	if greeting == "" {
		greeting = "Hello"
	}
	if !letters.MatchString(name) {
		return answer(400, map[string]string{"error": "a name has letters only"})
	}
	return answer(200, map[string]string{"message": greeting + ", " + name + "!"})
}

func answer(status int, body any) (any, error) {
	text, err := json.Marshal(body)
	return response{status, map[string]string{"content-type": "application/json"}, string(text)}, err
}

func main() { start(handle) }
