package dev.pacts.junit;

import dev.pacts.PactsClient;
import dev.pacts.selenium.Pacts;
import dev.pacts.session.Session;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests a {@link Pacts}, a {@link Session} or a {@link PactsClient} as parameter, and tells
 * the daemon how each test ended. The PACTS_* variables are its settings; JUnit's configuration
 * parameters of the same names come before them. With no PACTS_TARGET it starts a daemon for the
 * run, and stops it.
 */
public final class PactsExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(PactsExtension.class);
    private static final Set<Class<?>> TYPES =
            Set.of(Pacts.class, Session.class, PactsClient.class);

    /** Made by JUnit. */
    public PactsExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        pacts(context).session().begin(run(context).nameOf(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Pacts pacts = pacts(context);
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isEmpty()) {
            pacts.session().passed();
        } else if (!(failure.get() instanceof TestAbortedException)) {
            pacts.session().failed(run(context).whyOf(context, failure.get()));
        }
        pacts.close();
        pacts.session()
                .heals()
                .forEach(heal -> context.publishReportEntry("pacts.healed", heal.toString()));
        run(context).ended(pacts.session(), fileOf(context), failure);
    }

    /**
     * Where the class of a test stands, from the root of its sources; empty: JUnit does not say.
     */
    private static String fileOf(ExtensionContext context) {
        return context.getTestClass()
                .map(type -> type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java")
                .orElse("");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == PactsClient.class) {
            return run(context).client();
        }
        Pacts pacts = pacts(context);
        return type == Session.class ? pacts.session() : pacts;
    }

    private static Pacts pacts(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(), id -> run(context).newPacts(), Pacts.class);
    }

    private static Run run(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        Run.class, type -> new Run(new Variables(context)), Run.class);
    }
}
