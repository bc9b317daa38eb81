// Command overhead times a lookup by the client beside the same call by the generated stub alone, one after the other, and
// writes the medians as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

const (
	warming = 300
	calls   = 3000
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	client, err := pactstest.Client()
	if err != nil {
		return err
	}
	connection, err := grpc.NewClient(client.Target(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	query := &pacts.Query{App: "overhead", Environment: "bench", Page: "home", Element: "Save"}
	selectors := []*pacts.Selector{{Strategy: pacts.StrategyCSS, Value: "#save"}}
	if _, err := client.Save(ctx, &pactsv1.SaveSelectorRequest{Query: query, Selectors: selectors}); err != nil {
		return err
	}
	stub := pactsv1.NewSelectorServiceClient(connection)
	bare, typed, err := timed(
		func() error {
			_, err := stub.GetSelector(ctx, &pactsv1.GetSelectorRequest{Query: query})
			return err
		},
		func() error {
			_, err := client.Get(ctx, pacts.GetRequest{Query: query})
			return err
		},
	)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"language": "go", "calls": calls, "stub_p50_us": bare.Microseconds(), "client_p50_us": typed.Microseconds(),
		"ratio": float64(typed) / float64(bare),
	})
}

// timed returns the median of each; they take turns, so that a busy machine slows both.
func timed(one, other func() error) (time.Duration, time.Duration, error) {
	times := [2][]time.Duration{}
	for i := range 2 * (warming + calls) {
		call := [2]func() error{one, other}[i%2]
		start := time.Now()
		if err := call(); err != nil {
			return 0, 0, err
		}
		if i >= 2*warming {
			times[i%2] = append(times[i%2], time.Since(start))
		}
	}
	slices.Sort(times[0])
	slices.Sort(times[1])
	return times[0][calls/2], times[1][calls/2], nil
}
