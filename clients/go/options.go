package pacts

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc"
)

// Option sets something of a Client.
type Option func(*settings) error

type settings struct {
	timeout     time.Duration
	pageTimeout time.Duration
	token       string
	tls         *tls.Config
	dial        []grpc.DialOption
}

// WithToken sends the daemon's bearer token. It leaves this machine only over TLS.
func WithToken(token string) Option {
	return func(s *settings) error {
		s.token = token
		return nil
	}
}

// WithTLS encrypts the connection; a nil config means the system's roots.
func WithTLS(config *tls.Config) Option {
	return func(s *settings) error {
		if config == nil {
			config = &tls.Config{MinVersion: tls.VersionTLS12}
		}
		s.tls = config
		return nil
	}
}

// WithTLSFiles encrypts the connection by PEM files: the authorities to trust (empty: the system's), and the client's
// own certificate with its key (both empty: none).
func WithTLSFiles(ca, cert, key string) Option {
	return func(s *settings) error {
		config := &tls.Config{MinVersion: tls.VersionTLS12}
		if err := addAuthorities(config, ca); err != nil {
			return err
		}
		if cert != "" || key != "" {
			pair, err := tls.LoadX509KeyPair(cert, key)
			if err != nil {
				return fmt.Errorf("client certificate: %w", err)
			}
			config.Certificates = []tls.Certificate{pair}
		}
		s.tls = config
		return nil
	}
}

func addAuthorities(config *tls.Config, path string) error {
	if path == "" {
		return nil
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("authorities: %w", err)
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return fmt.Errorf("authorities: %s has no PEM certificate", path)
	}
	return nil
}

// WithTimeout bounds each call with its retries; 2 s unless set. A context's own deadline holds too.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		s.timeout = timeout
		return positive("timeout", timeout)
	}
}

// WithPageTimeout bounds each call for which a page is looked at; 30 s unless set.
func WithPageTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		s.pageTimeout = timeout
		return positive("page timeout", timeout)
	}
}

// WithDialOptions adds options of gRPC's own, such as a stats handler.
func WithDialOptions(options ...grpc.DialOption) Option {
	return func(s *settings) error {
		s.dial = append(s.dial, options...)
		return nil
	}
}

func positive(name string, value time.Duration) error {
	if value <= 0 {
		return fmt.Errorf("%s: must be positive, not %s", name, value)
	}
	return nil
}

func settingsOf(target string, options []Option) (*settings, error) {
	set := &settings{timeout: 2 * time.Second, pageTimeout: 30 * time.Second}
	for _, option := range options {
		if err := option(set); err != nil {
			return nil, fmt.Errorf("pacts: %w", err)
		}
	}
	if set.token != "" && set.tls == nil && !isLocal(target) {
		return nil, errors.New("pacts: a token for a target on another machine needs TLS")
	}
	return set, nil
}

// checkTarget refuses what gRPC would take for a host name and fail on much later.
func checkTarget(target string) error {
	if isSocket(target) {
		return nil
	}
	_, port, err := net.SplitHostPort(authority(target))
	if number, bad := strconv.Atoi(port); err != nil || bad != nil || number < 1 || number > 65535 {
		return fmt.Errorf("pacts: target must be host:port or unix:/path, not %q", target)
	}
	return nil
}

func authority(target string) string { return target[strings.LastIndex(target, "/")+1:] }

func isSocket(target string) bool {
	return strings.HasPrefix(target, "unix:") || strings.HasPrefix(target, "unix-abstract:")
}

func isLocal(target string) bool {
	if isSocket(target) {
		return true
	}
	host, _, err := net.SplitHostPort(authority(target))
	address := net.ParseIP(host)
	return err == nil && (strings.EqualFold(host, "localhost") || address != nil && address.IsLoopback())
}
