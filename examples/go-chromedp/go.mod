module example.com/shop

go 1.26.0

require (
	github.com/chromedp/chromedp v0.23.0
	github.com/pacts-dev/pacts/clients/go v0.1.0
	github.com/pacts-dev/pacts/clients/go/pactschromedp v0.1.0
)

require (
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/chromedp/cdproto v0.159.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-logr/logr v1.4.4 // indirect
	github.com/go-logr/stdr v1.2.2 // indirect
	go.opentelemetry.io/auto/sdk v1.2.1 // indirect
	go.opentelemetry.io/otel v1.47.0 // indirect
	go.opentelemetry.io/otel/log v1.47.0 // indirect
	go.opentelemetry.io/otel/metric v1.47.0 // indirect
	go.opentelemetry.io/otel/trace v1.47.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/text v0.42.0 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c // indirect
	google.golang.org/grpc v1.85.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)

// Here the clients come from beside this folder; elsewhere `go get` brings them.
replace (
	github.com/pacts-dev/pacts/clients/go => ../../clients/go
	github.com/pacts-dev/pacts/clients/go/pactschromedp => ../../clients/go/pactschromedp
)
