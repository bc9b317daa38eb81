package dev.pacts.use;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.pacts.v1.Descriptor;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.ErrorReason;
import dev.pacts.v1.Evidence;
import dev.pacts.v1.Found;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.GetSelectorResponse;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.SelectorServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** What a caller writes: it compiles only while the generated code has these names. */
public final class Use {
    private Use() {}

    static GetSelectorRequest request(String html) {
        PageContent page = PageContent.newBuilder().setHtml(html).build();
        return GetSelectorRequest.newBuilder()
                .setQuery(
                        ElementQuery.newBuilder()
                                .setApp("shop")
                                .setEnvironment("test")
                                .setPage("home")
                                .setElement("Save"))
                .setEvidence(Evidence.newBuilder().setPage(page))
                .build();
    }

    static String describe(Found found) {
        Descriptor identity = found.getIdentity();
        return identity.getRole() + " \"" + identity.getName() + "\", version " + found.getVersion();
    }

    static ErrorReason reason(StatusRuntimeException failure) throws InvalidProtocolBufferException {
        for (Any detail : StatusProto.fromThrowable(failure).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return ErrorReason.valueOf("ERROR_REASON_" + detail.unpack(ErrorInfo.class).getReason());
            }
        }
        return ErrorReason.ERROR_REASON_UNSPECIFIED;
    }

    public static void main(String[] arguments) throws InvalidProtocolBufferException {
        ManagedChannel channel =
                Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create()).build();
        try {
            GetSelectorResponse answer =
                    SelectorServiceGrpc.newBlockingStub(channel).getSelector(request("<p>"));
            if (answer.hasFound()) {
                System.out.println(describe(answer.getFound()));
            }
        } catch (StatusRuntimeException failure) {
            System.err.println(reason(failure));
        } finally {
            channel.shutdownNow();
        }
    }
}
