package pacts

import (
	"context"
	"iter"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// Heals looks after elements that were found again.
type Heals struct {
	client *Client
	stub   pactsv1.HealServiceClient
}

// All yields the heals that match, newest first, fetching page after page. An error is the last it yields.
func (h *Heals) All(ctx context.Context, request *pactsv1.ListHealsRequest) iter.Seq2[*Heal, error] {
	return pages(request.GetPageToken(), func(token string) ([]*Heal, string, error) {
		ctx, cancel := h.client.bounded(ctx, false)
		defer cancel()
		response, err := h.stub.ListHeals(ctx, &pactsv1.ListHealsRequest{
			App: request.GetApp(), Environment: request.GetEnvironment(), Page: request.GetPage(),
			State: request.GetState(), PageSize: request.GetPageSize(), PageToken: token,
		})
		return response.GetHeals(), response.GetNextPageToken(), err
	})
}

// Get returns one heal with all its evidence, or fails with a *HealNotFoundError.
func (h *Heals) Get(ctx context.Context, id string) (*Heal, error) {
	ctx, cancel := h.client.bounded(ctx, false)
	defer cancel()
	response, err := h.stub.GetHeal(ctx, &pactsv1.GetHealRequest{Id: id})
	return response.GetHeal(), err
}

// Approve trusts a heal. The note says who approves, or why.
func (h *Heals) Approve(ctx context.Context, id, note string) (*Heal, error) {
	ctx, cancel := h.client.bounded(ctx, false)
	defer cancel()
	response, err := h.stub.ApproveHeal(ctx, &pactsv1.ApproveHealRequest{Id: id, Note: note})
	return response.GetHeal(), err
}

// Reject refuses a heal: its entry is dropped, and what was found is not taken for this element again.
func (h *Heals) Reject(ctx context.Context, id, note string) (*Heal, error) {
	ctx, cancel := h.client.bounded(ctx, false)
	defer cancel()
	response, err := h.stub.RejectHeal(ctx, &pactsv1.RejectHealRequest{Id: id, Note: note})
	return response.GetHeal(), err
}

// Rollback takes a heal back: the selectors before it are served again.
func (h *Heals) Rollback(ctx context.Context, id, note string) (*Heal, error) {
	ctx, cancel := h.client.bounded(ctx, false)
	defer cancel()
	response, err := h.stub.RollbackHeal(ctx, &pactsv1.RollbackHealRequest{Id: id, Note: note})
	return response.GetHeal(), err
}
