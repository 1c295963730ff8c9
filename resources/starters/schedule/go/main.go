package main

import (
	"encoding/json"
	"fmt"
	"time"
)

type event struct {
	// The time that was planned, not the one at which it got here: a second attempt has the same.
	Time time.Time `json:"time"`
}

func handle(payload json.RawMessage) (any, error) {
	var in event
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	day := in.Time.Format("2006-01-02")
	fmt.Println("job of", day)
	return map[string]string{"done": day}, nil
}

func main() { start(handle) }
