package pacts_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/daemon"
)

// certificate writes a certificate that is its own authority, and its key.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: t.Name()}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	public, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	cert, key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for path, block := range map[string]*pem.Block{
		cert: {Type: "CERTIFICATE", Bytes: public}, key: {Type: "PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

func TestTLS_DaemonWantsACertificate_OnlyItsHolderIsServed(t *testing.T) {
	serverCert, serverKey := certificate(t)
	clientCert, clientKey := certificate(t)
	process, err := daemon.Start(nil, []string{
		"PACTS_GRPC_TLS_CERTIFICATE=" + serverCert, "PACTS_GRPC_TLS_KEY=" + serverKey,
		"PACTS_GRPC_TLS_CLIENT_CA=" + clientCert,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := process.Stop(); err != nil {
			t.Error(err)
		}
	}()
	holder := connected(t, process.Target, pacts.WithTLSFiles(serverCert, clientCert, clientKey))
	if _, err := holder.Stats(t.Context()); err != nil {
		t.Errorf("with the certificate: %v", err)
	}
	for name, option := range map[string]pacts.Option{
		"without it": pacts.WithTLSFiles(serverCert, "", ""), "by the system's roots": pacts.WithTLS(nil),
	} {
		_, err := connected(t, process.Target, option).Stats(t.Context())
		var unreachable *pacts.DaemonUnreachableError
		if !errors.As(err, &unreachable) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
