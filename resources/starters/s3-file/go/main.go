package main

import (
	"encoding/json"
	"fmt"
	"net/url"
)

// What of the event is used.
type event struct {
	Records []struct {
		EventName string `json:"eventName"`
		S3        struct {
			Bucket struct {
				Name string `json:"name"`
			} `json:"bucket"`
			Object struct {
				Key  string `json:"key"`
				Size int64  `json:"size"` // a deletion has none
			} `json:"object"`
		} `json:"s3"`
	} `json:"Records"`
}

type file struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Size   int64  `json:"size"`
}

func handle(payload json.RawMessage) (any, error) {
	var in event
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	files := []file{}
	for _, record := range in.Records { // one in practice; the list must be handled all the same
		key, err := url.QueryUnescape(record.S3.Object.Key) // keys come URL-encoded
		if err != nil {
			return nil, err
		}
		fmt.Println(record.EventName, record.S3.Bucket.Name, key)
		files = append(files, file{record.S3.Bucket.Name, key, record.S3.Object.Size})
	}
	return map[string]any{"files": files}, nil
}

func main() { start(handle) }
