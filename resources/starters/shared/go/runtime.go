// What a runtime is: it asks for an event, hands it to the handler, and posts what comes of it. With
// the standard library alone, so that it builds without a network. With Amazon's package
// ("go get github.com/aws/aws-lambda-go") "lambda.Start(handle)" takes the place of this file.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func start(handle func(json.RawMessage) (any, error)) {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		next, err := http.Get(api + "next") // waits, for hours if need be
		if err != nil {
			log.Fatal(err)
		}
		payload, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			log.Fatal(err)
		}
		id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		out, err := handle(payload)
		if err != nil {
			post(api+id+"/error", map[string]string{
				"errorType": fmt.Sprintf("%T", err), "errorMessage": err.Error()})
			continue
		}
		post(api+id+"/response", out)
	}
}

func post(url string, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	reply, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	reply.Body.Close()
}
