// Command use is what a caller writes: it compiles only while the generated code has these names.
package main

import (
	"context"
	"fmt"
	"os"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

func describe(found *pactsv1.Found) string {
	identity := found.GetIdentity()
	return fmt.Sprintf("%s %q, version %d", identity.GetRole(), identity.GetName(), found.GetVersion())
}

func request(html string) *pactsv1.GetSelectorRequest {
	page := &pactsv1.PageContent{Source: &pactsv1.PageContent_Html{Html: html}}
	return &pactsv1.GetSelectorRequest{
		Query:    &pactsv1.ElementQuery{App: "shop", Environment: "test", Page: "home", Element: "Save"},
		Evidence: &pactsv1.Evidence{Kind: &pactsv1.Evidence_Page{Page: page}},
	}
}

func reason(err error) pactsv1.ErrorReason {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok && info.GetDomain() == "pacts" {
			return pactsv1.ErrorReason(pactsv1.ErrorReason_value["ERROR_REASON_"+info.GetReason()])
		}
	}
	return pactsv1.ErrorReason_ERROR_REASON_UNSPECIFIED
}

func run(target string) error {
	channel, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer channel.Close()
	answer, err := pactsv1.NewSelectorServiceClient(channel).GetSelector(context.Background(), request("<p>"))
	if reason(err) == pactsv1.ErrorReason_ERROR_REASON_FROZEN_MISS {
		fmt.Println("not known, and the daemon is frozen")
		return nil
	}
	if err != nil {
		return err
	}
	if found := answer.GetFound(); found != nil {
		fmt.Println(describe(found))
	}
	return nil
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
