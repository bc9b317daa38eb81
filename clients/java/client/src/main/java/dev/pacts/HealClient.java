package dev.pacts;

import dev.pacts.Calls.Kind;
import dev.pacts.v1.ApproveHealRequest;
import dev.pacts.v1.GetHealRequest;
import dev.pacts.v1.Heal;
import dev.pacts.v1.ListHealsRequest;
import dev.pacts.v1.RejectHealRequest;
import dev.pacts.v1.RollbackHealRequest;
import java.util.stream.Stream;

/** Lists heals, and decides on them. A note says who decides, or why. */
public final class HealClient {
    private final Calls calls;

    HealClient(Calls calls) {
        this.calls = calls;
    }

    /** The heals, newest first; further pages are asked for as the stream is read. */
    public Stream<Heal> list(ListHealsRequest request) {
        return Pages.stream(
                request.getPageToken(),
                token -> {
                    ListHealsRequest next = request.toBuilder().setPageToken(token).build();
                    var page = calls.run(calls.heals, Kind.QUICK, s -> s.listHeals(next));
                    return new Pages.Page<>(page.getHealsList(), page.getNextPageToken());
                });
    }

    /** One heal and all its evidence. */
    public Heal get(String id) {
        GetHealRequest request = GetHealRequest.newBuilder().setId(id).build();
        return calls.run(calls.heals, Kind.QUICK, s -> s.getHeal(request)).getHeal();
    }

    /** Trusts a heal. */
    public Heal approve(String id, String note) {
        ApproveHealRequest request =
                ApproveHealRequest.newBuilder().setId(id).setNote(note).build();
        return calls.run(calls.heals, Kind.QUICK, s -> s.approveHeal(request)).getHeal();
    }

    /** Refuses a heal: its entry is dropped, and what was found is not taken again. */
    public Heal reject(String id, String note) {
        RejectHealRequest request = RejectHealRequest.newBuilder().setId(id).setNote(note).build();
        return calls.run(calls.heals, Kind.QUICK, s -> s.rejectHeal(request)).getHeal();
    }

    /** Takes a served heal back: the selectors before it are served again. */
    public Heal rollback(String id, String note) {
        RollbackHealRequest request =
                RollbackHealRequest.newBuilder().setId(id).setNote(note).build();
        return calls.run(calls.heals, Kind.QUICK, s -> s.rollbackHeal(request)).getHeal();
    }
}
