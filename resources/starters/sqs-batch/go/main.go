package main

import (
	"encoding/json"
	"fmt"
)

type event struct {
	Records []struct {
		MessageID string `json:"messageId"`
		Body      string `json:"body"`
	} `json:"Records"`
}

type failure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

func handle(payload json.RawMessage) (any, error) {
	var in event
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	failures := []failure{}
	for _, record := range in.Records {
		if err := process(record.Body); err != nil { // the others go on; this one comes again
			fmt.Println("failed", record.MessageID, err)
			failures = append(failures, failure{record.MessageID})
		}
	}
	// Without FunctionResponseTypes in the template this would be ignored, and with an error all
	// of the batch would come again.
	return map[string]any{"batchItemFailures": failures}, nil
}

func process(body string) error {
	var order struct {
		ID int `json:"orderId"`
	}
	if err := json.Unmarshal([]byte(body), &order); err != nil {
		return err
	}
	fmt.Println("order", order.ID)
	return nil
}

func main() { start(handle) }
