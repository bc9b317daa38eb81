package pacts

import (
	"crypto/tls"
	_ "embed" // The service config is a file that all clients share.
	"fmt"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/encoding/gzip" // Registers the compressor that calls with a page use.

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// DefaultTarget is where a daemon listens unless told otherwise.
const DefaultTarget = "127.0.0.1:50551"

// ProtocolVersion is the version of the protocol that this client speaks.
const ProtocolVersion = "1"

const messageBytes = 64 << 20

//go:embed service_config.json
var serviceConfig string

// Client talks to one daemon. It may be used from several goroutines at once.
type Client struct {
	// Heals lists elements that were found again, and decides on them.
	Heals *Heals
	// Runs plans and runs requirements in plain words.
	Runs *Runs

	connection *grpc.ClientConn
	settings   *settings
	selectors  pactsv1.SelectorServiceClient
	drift      pactsv1.DriftServiceClient
	admin      pactsv1.AdminServiceClient
}

// New returns a client of the daemon at target, "host:port" or "unix:/path"; empty means DefaultTarget. It connects with
// the first call.
func New(target string, options ...Option) (*Client, error) {
	if target == "" {
		target = DefaultTarget
	}
	if err := checkTarget(target); err != nil {
		return nil, err
	}
	set, err := settingsOf(target, options)
	if err != nil {
		return nil, err
	}
	connection, err := grpc.NewClient(target, dialOptions(target, set)...)
	if err != nil {
		return nil, fmt.Errorf("pacts: %w", err)
	}
	client := &Client{
		connection: connection,
		settings:   set,
		selectors:  pactsv1.NewSelectorServiceClient(connection),
		drift:      pactsv1.NewDriftServiceClient(connection),
		admin:      pactsv1.NewAdminServiceClient(connection),
	}
	client.Heals = &Heals{client: client, stub: pactsv1.NewHealServiceClient(connection)}
	client.Runs = &Runs{stub: pactsv1.NewRunServiceClient(connection)}
	return client, nil
}

// Close ends the connection; calls under way fail.
func (c *Client) Close() error { return c.connection.Close() }

func dialOptions(target string, set *settings) []grpc.DialOption {
	options := []grpc.DialOption{
		grpc.WithTransportCredentials(transport(set.tls)),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDisableServiceConfig(),
		grpc.WithUnaryInterceptor(set.intercept),
		grpc.WithStreamInterceptor(set.interceptStream),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(messageBytes), grpc.MaxCallSendMsgSize(messageBytes)),
	}
	if isLocal(target) {
		options = append(options, grpc.WithNoProxy())
	}
	return append(options, set.dial...)
}

func transport(config *tls.Config) credentials.TransportCredentials {
	if config == nil {
		return insecure.NewCredentials()
	}
	return credentials.NewTLS(config)
}

// Target is where the daemon is.
func (c *Client) Target() string { return c.connection.Target() }
