package main

import (
	"encoding/json"
	"fmt"
)

// Lives as long as the environment: it counts from 1 again after a cold start.
var calls int

type event struct {
	Name string `json:"name"`
}

func handle(payload json.RawMessage) (any, error) {
	var in event
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	if in.Name == "" {
		in.Name = "world"
	}
	calls++
	fmt.Println("greeting", in.Name) // what is printed goes to the log
	return map[string]any{"message": "Hello, " + in.Name + "!", "calls": calls}, nil
}

func main() { start(handle) }
