package pacts

import (
	"context"
	"iter"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// GetRequest is what a lookup may carry besides its query.
type GetRequest struct {
	// Query names the element. Required.
	Query *Query
	// Evidence is the page as it is now; without it drift is not checked.
	Evidence *Evidence
	// Access allows discovery on the page when no tier knows the element.
	Access *PageAccess
	// Strategies are those that the runner understands; none means all.
	Strategies []Strategy
}

func (r GetRequest) message() *pactsv1.GetSelectorRequest {
	return &pactsv1.GetSelectorRequest{
		Query: r.Query, Evidence: r.Evidence, Access: r.Access, Strategies: r.Strategies,
	}
}

// Get looks an element up. A miss is an answer; it fails with a *FrozenMissError when the daemon is frozen and does not
// know the element.
func (c *Client) Get(ctx context.Context, request GetRequest) (*Answer, error) {
	message := request.message()
	ctx, cancel := c.bounded(ctx, request.Access != nil)
	defer cancel()
	response, err := c.selectors.GetSelector(ctx, message, compressed(request.Access, request.Evidence)...)
	if err != nil {
		return nil, err
	}
	return answerOf(response), nil
}

// BatchAnswer is the answer to one request of a batch; exactly one of Answer and Err is set.
type BatchAnswer struct {
	Answer *Answer
	Err    error
}

// BatchGet looks 1 to 500 elements up in one call. The answers are in the order of the requests.
func (c *Client) BatchGet(ctx context.Context, requests ...GetRequest) ([]BatchAnswer, error) {
	message := &pactsv1.BatchGetSelectorsRequest{Requests: make([]*pactsv1.GetSelectorRequest, len(requests))}
	var access *PageAccess
	var evidence *Evidence
	for i, request := range requests {
		message.Requests[i] = request.message()
		if request.Access != nil {
			access = request.Access
		}
		if hasPage(nil, request.Evidence) {
			evidence = request.Evidence
		}
	}
	ctx, cancel := c.bounded(ctx, access != nil)
	defer cancel()
	response, err := c.selectors.BatchGetSelectors(ctx, message, compressed(access, evidence)...)
	if err != nil {
		return nil, err
	}
	answers := make([]BatchAnswer, len(response.GetResults()))
	for i, result := range response.GetResults() {
		answers[i] = batchAnswerOf(result)
	}
	return answers, nil
}

// GetPage answers with all that is known of a page.
func (c *Client) GetPage(
	ctx context.Context, request *pactsv1.GetPageSelectorsRequest,
) (*pactsv1.GetPageSelectorsResponse, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	return c.selectors.GetPageSelectors(ctx, request, compressed(nil, request.GetEvidence())...)
}

// Save stores selectors, and returns the entry once the durable tier has committed it.
func (c *Client) Save(ctx context.Context, request *pactsv1.SaveSelectorRequest) (*Entry, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	response, err := c.selectors.SaveSelector(ctx, request, compressed(nil, request.GetEvidence())...)
	return response.GetEntry(), err
}

// Resolve finds the element on the page, whatever the tiers say, and saves what it found.
func (c *Client) Resolve(ctx context.Context, request *pactsv1.ResolveSelectorRequest) (*Answer, error) {
	ctx, cancel := c.bounded(ctx, true)
	defer cancel()
	response, err := c.selectors.ResolveSelector(ctx, request, compressed(request.GetAccess(), nil)...)
	if err != nil {
		return nil, err
	}
	return answerOf(response), nil
}

// Verify checks on the page that what is stored still leads to its element.
func (c *Client) Verify(ctx context.Context, query *Query, access *PageAccess) (*Checked, error) {
	ctx, cancel := c.bounded(ctx, true)
	defer cancel()
	request := &pactsv1.VerifySelectorRequest{Query: query, Access: access}
	response, err := c.selectors.VerifySelector(ctx, request, compressed(access, nil)...)
	if err != nil {
		return nil, err
	}
	return &Checked{
		Verification: response.GetVerification(), Miss: response.GetMiss(),
		Version: response.GetVersion(), Trail: response.GetTrail(),
	}, nil
}

// ReportSucceeded tells that the step with a selector did what the test wanted.
func (c *Client) ReportSucceeded(
	ctx context.Context, query *Query, version int64, selector *Selector,
) (*pactsv1.ReportOutcomeResponse, error) {
	return c.report(ctx, &pactsv1.ReportOutcomeRequest{
		Query: query, Version: version, Selector: selector,
		Outcome: &pactsv1.ReportOutcomeRequest_Succeeded{Succeeded: &pactsv1.Succeeded{}},
	})
}

// ReportFailed tells that a selector did not lead to the right element, and why, in the test's own words.
func (c *Client) ReportFailed(
	ctx context.Context, query *Query, version int64, selector *Selector, why string,
) (*pactsv1.ReportOutcomeResponse, error) {
	return c.report(ctx, &pactsv1.ReportOutcomeRequest{
		Query: query, Version: version, Selector: selector,
		Outcome: &pactsv1.ReportOutcomeRequest_Failed{Failed: &pactsv1.Failed{Why: why}},
	})
}

func (c *Client) report(
	ctx context.Context, request *pactsv1.ReportOutcomeRequest,
) (*pactsv1.ReportOutcomeResponse, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	return c.selectors.ReportOutcome(ctx, request)
}

// ReportLookups tells how many lookups were answered from what GetPage gave.
func (c *Client) ReportLookups(ctx context.Context, hits int64) error {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	_, err := c.selectors.ReportLookups(ctx, &pactsv1.ReportLookupsRequest{Hits: hits})
	return err
}

// Invalidate drops entries from every tier, and returns how many.
func (c *Client) Invalidate(ctx context.Context, request *pactsv1.InvalidateSelectorsRequest) (int64, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	response, err := c.selectors.InvalidateSelectors(ctx, request)
	return response.GetInvalidated(), err
}

// Entries yields the entries that match, in key order, fetching page after page. An error is the last it yields.
func (c *Client) Entries(ctx context.Context, request *pactsv1.ListSelectorsRequest) iter.Seq2[*Entry, error] {
	return pages(request.GetPageToken(), func(token string) ([]*Entry, string, error) {
		ctx, cancel := c.bounded(ctx, false)
		defer cancel()
		response, err := c.selectors.ListSelectors(ctx, &pactsv1.ListSelectorsRequest{
			App: request.GetApp(), Environment: request.GetEnvironment(), Page: request.GetPage(),
			PageSize: request.GetPageSize(), PageToken: token,
		})
		return response.GetEntries(), response.GetNextPageToken(), err
	})
}

// Fingerprint returns the fingerprint of a page, to be sent as evidence for the rest of the visit.
func (c *Client) Fingerprint(ctx context.Context, page *PageContent) (*pactsv1.FingerprintPageResponse, error) {
	ctx, cancel := c.bounded(ctx, true)
	defer cancel()
	return c.drift.FingerprintPage(ctx, &pactsv1.FingerprintPageRequest{Page: page}, gzipped)
}

// Compare says how much two pages differ.
func (c *Client) Compare(
	ctx context.Context, request *pactsv1.ComparePagesRequest,
) (*pactsv1.ComparePagesResponse, error) {
	ctx, cancel := c.bounded(ctx, true)
	defer cancel()
	return c.drift.ComparePages(ctx, request, gzipped)
}

// Scripts returns the scripts that capture a page and check an element in it. They hold for a session.
func (c *Client) Scripts(ctx context.Context) (*Scripts, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	response, err := c.drift.GetCaptureScript(ctx, &pactsv1.GetCaptureScriptRequest{})
	if err != nil {
		return nil, err
	}
	return &Scripts{Capture: response.GetScript(), Check: response.GetCheckScript()}, nil
}

// Stats returns the daemon's counters.
func (c *Client) Stats(ctx context.Context) (*pactsv1.GetCacheStatsResponse, error) {
	ctx, cancel := c.bounded(ctx, false)
	defer cancel()
	return c.admin.GetCacheStats(ctx, &pactsv1.GetCacheStatsRequest{})
}
