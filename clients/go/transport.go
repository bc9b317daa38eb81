package pacts

import (
	"context"
	"iter"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/propagation"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

var gzipped = grpc.UseCompressor("gzip")

// intercept gives each call what the protocol wants of it, and turns a failure into an error of the tree.
func (s *settings) intercept(
	ctx context.Context, method string, request, reply any, connection *grpc.ClientConn,
	invoke grpc.UnaryInvoker, options ...grpc.CallOption,
) error {
	return errorOf(invoke(s.carrying(ctx), method, request, reply, connection, options...))
}

// interceptStream gives a call whose answer comes in parts the same; who reads the parts turns their failure into an error.
func (s *settings) interceptStream(
	ctx context.Context, description *grpc.StreamDesc, connection *grpc.ClientConn, method string,
	open grpc.Streamer, options ...grpc.CallOption,
) (grpc.ClientStream, error) {
	return open(s.carrying(ctx), description, connection, method, options...)
}

func (s *settings) carrying(ctx context.Context) context.Context {
	pairs := []string{"pacts-protocol", ProtocolVersion}
	if s.token != "" {
		pairs = append(pairs, "authorization", "Bearer "+s.token)
	}
	// Without a propagator of the caller's this writes nothing.
	trace := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(saying(ctx), trace)
	for key, value := range trace {
		pairs = append(pairs, key, value)
	}
	return metadata.AppendToOutgoingContext(ctx, pairs...)
}

// saying leaves of the caller's baggage what it says of its test: the rest is none of the daemon's business.
func saying(ctx context.Context) context.Context {
	carried := baggage.FromContext(ctx)
	for _, member := range carried.Members() {
		if !strings.HasPrefix(member.Key(), "test.") {
			carried = carried.DeleteMember(member.Key())
		}
	}
	return baggage.ContextWithBaggage(ctx, carried)
}

func (c *Client) bounded(ctx context.Context, looks bool) (context.Context, context.CancelFunc) {
	if looks {
		return context.WithTimeout(ctx, c.settings.pageTimeout)
	}
	return context.WithTimeout(ctx, c.settings.timeout)
}

func compressed(access *PageAccess, evidence *Evidence) []grpc.CallOption {
	if hasPage(access, evidence) {
		return []grpc.CallOption{gzipped}
	}
	return nil
}

func hasPage(access *PageAccess, evidence *Evidence) bool {
	return access.GetPage() != nil || evidence.GetPage() != nil
}

type answered interface {
	GetFound() *Found
	GetMiss() *Miss
	GetTrail() []*Visit
}

func answerOf(response answered) *Answer {
	return &Answer{Found: response.GetFound(), Miss: response.GetMiss(), Trail: response.GetTrail()}
}

func batchAnswerOf(result *pactsv1.BatchGetSelectorsResult) BatchAnswer {
	if failure := result.GetError(); failure != nil {
		return BatchAnswer{Err: batchErrorOf(failure)}
	}
	return BatchAnswer{Answer: answerOf(result.GetResponse())}
}

// pages yields what fetch answers, page after page, until it answers without a token or fails.
func pages[T any](token string, fetch func(token string) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for more := true; more; more = token != "" {
			items, next, err := fetch(token)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			token = next
		}
	}
}
