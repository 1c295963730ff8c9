package main

import (
	"encoding/json"
	"fmt"
)

// Values come as DynamoDB has them: {"S": "text"}, {"N": "12.5"}
type image map[string]map[string]any

type event struct {
	Records []struct {
		EventName string `json:"eventName"`
		Change    struct {
			Keys           image  `json:"Keys"`
			OldImage       image  `json:"OldImage"`
			NewImage       image  `json:"NewImage"`
			SequenceNumber string `json:"SequenceNumber"`
		} `json:"dynamodb"`
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
		if err := process(record.EventName, record.Change.OldImage, record.Change.NewImage); err != nil {
			// From this record on the stream comes again.
			failures = append(failures, failure{record.Change.SequenceNumber})
			break
		}
	}
	return map[string]any{"batchItemFailures": failures}, nil
}

func process(what string, before, after image) error {
	fmt.Println(what, before, "->", after)
	return nil
}

func main() { start(handle) }
