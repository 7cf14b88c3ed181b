package io.latchkey.workspace.warmup;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.grants.HeldView;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.workspaces.CreateWorkspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jboss.logging.Logger;

/**
 * Before an instance says that it is ready, it makes a workspace and changes it, again and again, so that nobody's change waits
 * for classes, the compiler and connections. Each time all of it is rolled back: no row stays, no event goes out, and it locks
 * nothing that anybody else could want.
 */
@Readiness
@ApplicationScoped
class WarmUp implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private static final int TIMES = 20;
    /** In each workspace. */
    private static final int CHANGES = 5;

    /** So that the transaction ends as if it had never been. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RolledBack() {
            super(null, null, false, false);
        }
    }

    private final Organizations organizations;
    private final CreateWorkspace createWorkspace;
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration atMost;
    private final AtomicInteger tried = new AtomicInteger();
    private volatile boolean over;

    WarmUp(
            Organizations organizations,
            CreateWorkspace createWorkspace,
            ChangeWorkspace changeWorkspace,
            Members members,
            Vertx vertx,
            Clock clock,
            WarmUpConfig config) {
        this.organizations = organizations;
        this.createWorkspace = createWorkspace;
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.vertx = vertx;
        this.clock = clock;
        this.atMost = config.warmUp();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("changes")
                .status(over)
                .withData("warm", over)
                .build();
    }

    int tried() {
        return tried.get();
    }

    void start(@Observes StartupEvent event) {
        if (atMost.isZero()) {
            over = true;
            return;
        }
        long started = System.nanoTime();
        vertx.setTimer(atMost.toMillis(), late -> over = true);
        VertxContextSupport.subscribe(
                () -> again(TIMES).toMulti(),
                through -> through.with(
                        none -> {},
                        failure -> ended(started, ", until one failed: " + failure),
                        () -> ended(started, "")));
    }

    private void ended(long started, String how) {
        over = true;
        LOG.infof("%d changes were tried in %d ms%s", tried(), (System.nanoTime() - started) / 1_000_000, how);
    }

    private Uni<Void> again(int times) {
        return times == 0 || over
                ? Uni.createFrom().voidItem()
                : Panache.withTransaction(() ->
                                workspace().flatMap(made -> Uni.createFrom().<Void>failure(new RolledBack())))
                        .onFailure(RolledBack.class)
                        .recoverWithNull()
                        .flatMap(undone -> again(times - 1));
    }

    private Uni<Void> workspace() {
        Origin origin = Origin.event(UUID.randomUUID());
        return organizations
                .persistAndFlush(organization(origin.account()))
                .flatMap(organization -> createWorkspace.create(organization.id, origin, organization.name))
                .flatMap(created -> changes(created.value().id, origin, CHANGES));
    }

    private Organization organization(UUID owner) {
        Organization organization = new Organization();
        organization.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        // So that nobody wants the slug that comes of it.
        organization.name = owner.toString();
        organization.owner = owner;
        organization.createdAt = clock.instant();
        return organization;
    }

    private Uni<Void> changes(UUID workspace, Origin origin, int left) {
        return left == 0
                ? Uni.createFrom().voidItem()
                : change(workspace, origin)
                        .invoke(tried::incrementAndGet)
                        .flatMap(changed -> changes(workspace, origin, left - 1));
    }

    private Uni<Changed<Workspace>> change(UUID workspace, Origin origin) {
        return changeWorkspace.afterwards(
                workspace,
                origin,
                change -> members.find(workspace, origin.account()).map(owner -> {
                    change.note(Action.MEMBER_CHANGED, owner.account(), null, HeldView.of(owner.rights, List.of()));
                    change.memberChanged(owner);
                    return change.workspace();
                }));
    }
}
