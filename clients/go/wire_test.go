package pacts_test

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// recorder keeps what calls carry on the wire, and fails the first of them as a daemon does that is just starting.
type recorder struct {
	pactsv1.UnimplementedSelectorServiceServer
	lock     sync.Mutex
	failures int
	seen     []metadata.MD
	left     []time.Duration
	encoding []string
}

func (r *recorder) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context   { return ctx }
func (r *recorder) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (r *recorder) HandleConn(context.Context, stats.ConnStats)                       {}
func (r *recorder) HandleRPC(_ context.Context, event stats.RPCStats) {
	if header, ok := event.(*stats.InHeader); ok {
		r.lock.Lock()
		defer r.lock.Unlock()
		r.encoding = append(r.encoding, header.Compression)
	}
}

func (r *recorder) record(ctx context.Context) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	carried, _ := metadata.FromIncomingContext(ctx)
	deadline, _ := ctx.Deadline()
	r.seen, r.left = append(r.seen, carried), append(r.left, time.Until(deadline))
	if len(r.seen) <= r.failures {
		return status.Error(codes.Unavailable, "starting")
	}
	return nil
}

func (r *recorder) GetSelector(ctx context.Context, _ *pactsv1.GetSelectorRequest) (*pactsv1.GetSelectorResponse, error) {
	return &pactsv1.GetSelectorResponse{}, r.record(ctx)
}

func (r *recorder) SaveSelector(ctx context.Context, _ *pactsv1.SaveSelectorRequest) (*pactsv1.SaveSelectorResponse, error) {
	return &pactsv1.SaveSelectorResponse{}, r.record(ctx)
}

func recording(t *testing.T, failures int) (*recorder, *pacts.Client) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	record := &recorder{failures: failures}
	server := grpc.NewServer(grpc.StatsHandler(record))
	pactsv1.RegisterSelectorServiceServer(server, record)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return record, connected(t, listener.Addr().String(), pacts.WithToken("secret"))
}

func TestCall_AnyMethod_CarriesProtocolTokenAndDeadline(t *testing.T) {
	record, client := recording(t, 0)
	page := pacts.HTMLContent("<p>text</p>")
	for _, access := range []*pacts.PageAccess{nil, {Page: page}} {
		if _, err := client.Get(t.Context(), pacts.GetRequest{Query: query(t), Access: access}); err != nil {
			t.Fatal(err)
		}
	}
	first := record.seen[0]
	if first.Get("pacts-protocol")[0] != "1" || first.Get("authorization")[0] != "Bearer secret" {
		t.Fatalf("got %v", first)
	}
	if len(first.Get("traceparent")) != 0 {
		t.Fatalf("without a propagator there is %v", first)
	}
	if record.encoding[0] != "" || record.encoding[1] != "gzip" {
		t.Fatalf("only a page is compressed, got %v", record.encoding)
	}
	if record.left[0] > 2*time.Second || record.left[1] < 25*time.Second || record.left[1] > 30*time.Second {
		t.Fatalf("got %v", record.left)
	}
}

func TestCall_PropagatorSet_CarriesTheCallersTrace(t *testing.T) {
	before := otel.GetTextMapPropagator()
	otel.SetTextMapPropagator(propagation.TraceContext{})
	defer otel.SetTextMapPropagator(before)
	record, client := recording(t, 0)
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	ctx := trace.ContextWithSpanContext(t.Context(), span)
	if _, err := client.Get(ctx, pacts.GetRequest{Query: query(t)}); err != nil {
		t.Fatal(err)
	}
	if got := record.seen[0].Get("traceparent"); len(got) != 1 || !strings.Contains(got[0], span.TraceID().String()) {
		t.Fatalf("got %v", got)
	}
}

func TestCall_BaggageOfTheCaller_CarriesWhatItSaysOfItsTestAlone(t *testing.T) {
	before := otel.GetTextMapPropagator()
	otel.SetTextMapPropagator(propagation.Baggage{})
	defer otel.SetTextMapPropagator(before)
	record, client := recording(t, 0)
	for _, said := range []string{"test.name=buys%20a%20book,user=alice", "user=alice"} {
		carried, err := baggage.Parse(said)
		if err != nil {
			t.Fatal(err)
		}
		ctx := baggage.ContextWithBaggage(t.Context(), carried)
		if _, err := client.Get(ctx, pacts.GetRequest{Query: query(t)}); err != nil {
			t.Fatal(err)
		}
	}
	if got := record.seen[0].Get("baggage"); len(got) != 1 || got[0] != "test.name=buys%20a%20book" {
		t.Fatalf("got %v", got)
	}
	if got := record.seen[1].Get("baggage"); len(got) != 0 {
		t.Fatalf("got %v", got)
	}
}

func TestCall_DaemonUnavailableAtFirst_RepeatsOnlyWhatIsSafe(t *testing.T) {
	record, client := recording(t, 2)
	if _, err := client.Get(t.Context(), pacts.GetRequest{Query: query(t)}); err != nil {
		t.Fatal(err)
	}
	if len(record.seen) != 3 {
		t.Fatalf("asked %d times", len(record.seen))
	}
	record, client = recording(t, 2)
	_, err := client.Save(t.Context(), &pactsv1.SaveSelectorRequest{Query: query(t)})
	if status.Code(err) != codes.Unavailable || len(record.seen) != 1 {
		t.Fatalf("asked %d times, %v", len(record.seen), err)
	}
}
