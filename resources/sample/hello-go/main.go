// A function in Go. Lambda Workbench compiles it to "bootstrap", the program that Lambda starts,
// whenever you save it.
//
// It speaks the Runtime API itself, with the standard library alone, so that it builds without a
// network. With Amazon's package it is shorter: "go mod init hello",
// "go get github.com/aws/aws-lambda-go", and then
//
//	import "github.com/aws/aws-lambda-go/lambda"
//
//	func main() { lambda.Start(handle) } // instead of all that stands below handle()
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

type event struct {
	Name string `json:"name"`
}

type answer struct {
	Message string `json:"message"`
	Calls   int    `json:"calls"`
}

// Lives as long as the environment: it counts from 1 again after a cold start.
var calls int

func handle(in event) (answer, error) {
	if in.Name == "" {
		return answer{}, errors.New("the event has no name")
	}
	calls++
	fmt.Println("greeting", in.Name)
	return answer{Message: os.Getenv("GREETING") + ", " + in.Name + "!", Calls: calls}, nil
}

// What a runtime is: it asks for an event, hands it to the handler, and posts what comes of it.
func main() {
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

		var in event
		var out answer
		if err = json.Unmarshal(payload, &in); err == nil {
			out, err = handle(in)
		}
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
