package pacts

import (
	"context"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// PactsError is above every failure of a call, and stands alone for a status that has no error of its own.
type PactsError struct {
	// Message says what is wrong, in a sentence.
	Message string
	// Code is the canonical status.
	Code codes.Code
	// Reason is the daemon's ErrorReason without its prefix; empty when the failure is not one of the daemon's own.
	Reason string
	// Metadata are the dynamic parts of the failure.
	Metadata map[string]string
}

func (e *PactsError) Error() string { return "pacts: " + e.Message }

// GRPCStatus lets status.Code and its kind read the failure.
func (e *PactsError) GRPCStatus() *status.Status { return status.New(e.Code, e.Message) }

// Is says that a call which ran out of time or was called off is the context's error, too.
func (e *PactsError) Is(target error) bool {
	return e.Code == codes.DeadlineExceeded && target == context.DeadlineExceeded ||
		e.Code == codes.Canceled && target == context.Canceled
}

func (e *PactsError) set(base PactsError) { *e = base }

type failure interface {
	error
	set(base PactsError)
}

const errorDomain = "pacts"

func errorOf(err error) error {
	if err == nil {
		return nil
	}
	state, _ := status.FromError(err)
	base := PactsError{Message: state.Message(), Code: state.Code()}
	for _, detail := range state.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok && info.GetDomain() == errorDomain {
			base.Reason, base.Metadata = info.GetReason(), info.GetMetadata()
		}
	}
	return typed(base)
}

func batchErrorOf(failed *pactsv1.BatchError) error {
	return typed(PactsError{
		Message: failed.GetMessage(), Code: codes.Code(uint32(failed.GetCode())),
		Reason: failed.GetReason(), Metadata: failed.GetMetadata(),
	})
}

func typed(base PactsError) error {
	made := byReason(base.Reason)
	if made == nil {
		made = byCode(base.Code)
	}
	if made == nil {
		return &base
	}
	if base.Code == codes.Unimplemented {
		base.Message = "the daemon is older than this client: " + base.Message
	}
	made.set(base)
	return made
}

func numberOf(text string) int64 {
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return number
}

func namesOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
