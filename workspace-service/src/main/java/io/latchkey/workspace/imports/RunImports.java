package io.latchkey.workspace.imports;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.imports.ImportView.Fault;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Does what waits, one import after another; whichever instance has time. */
@ApplicationScoped
class RunImports {
    private static final Logger LOG = Logger.getLogger(RunImports.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final Fault FAULT_OF_OURS = new Fault("file", "This is a fault of ours; it has been logged.");

    private final DeviceImports imports;
    private final ImportDevices importDevices;
    private final ImportJson json;
    private final ChangeWorkspace changeWorkspace;
    private final Pool postgres;
    private final Clock clock;

    RunImports(
            DeviceImports imports,
            ImportDevices importDevices,
            ImportJson json,
            ChangeWorkspace changeWorkspace,
            Pool postgres,
            Clock clock) {
        this.imports = imports;
        this.importDevices = importDevices;
        this.json = json;
        this.changeWorkspace = changeWorkspace;
        this.postgres = postgres;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> runAll() {
        return imports.claimNext()
                .flatMap(claimed -> claimed == null
                        ? Uni.createFrom().voidItem()
                        : run(claimed).flatMap(ran -> runAll()));
    }

    private Uni<Void> run(DeviceImport claimed) {
        List<NewDevice> devices = json.devices(claimed);
        return Panache.withTransaction(() -> changeWorkspace
                        .afterwards(
                                claimed.workspace,
                                claimed.origin(),
                                change -> stillMine(claimed)
                                        .flatMap(mine -> importDevices.into(
                                                change, claimed.id, devices, done -> progress(claimed.id, done))))
                        .call(changed -> done(claimed, changed)))
                .invoke(changed -> LOG.infof("import %s: %d devices", claimed.id, claimed.lines))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> over(claimed, failure));
    }

    /** The workspace is locked: should another instance have taken this one for dead, only one of them goes on. */
    private Uni<Void> stillMine(DeviceImport claimed) {
        return imports.findById(claimed.id)
                .invoke(now -> requireMine(now, claimed))
                .replaceWithVoid();
    }

    private static void requireMine(DeviceImport now, DeviceImport claimed) {
        if (!isMine(now, claimed)) {
            throw new IllegalStateException("import " + claimed.id + " is done by another instance");
        }
    }

    private static boolean isMine(DeviceImport now, DeviceImport claimed) {
        return now != null && DeviceImport.RUNNING.equals(now.status) && now.attempts == claimed.attempts;
    }

    /** Commits with the change. */
    private Uni<Void> done(DeviceImport claimed, Changed<Void> changed) {
        return imports.findById(claimed.id)
                .invoke(now -> {
                    now.finished(DeviceImport.DONE, clock.instant());
                    now.done = now.lines;
                    now.revision = changed.revision().number();
                })
                .replaceWithVoid();
    }

    /** For whoever looks on: outside of the transaction, which shows nothing before it ends. */
    private Uni<Void> progress(UUID id, int done) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return postgres.preparedQuery("update device_import set done = $2, heartbeat_at = $3 where id = $1")
                .execute(Tuple.of(id, done, now))
                .replaceWithVoid();
    }

    /** Nothing of it is there. A refusal is for good; anything else is tried again, once it has been silent for a while. */
    private Uni<Void> over(DeviceImport claimed, Throwable failure) {
        if (failure instanceof Refused refused) {
            LOG.infof("import %s is refused: %s", claimed.id, refused.getMessage());
            return finish(claimed, DeviceImport.REFUSED, faults(refused));
        }
        LOG.warnf(failure, "import %s has failed, attempt %d", claimed.id, claimed.attempts);
        return claimed.attempts < MOST_ATTEMPTS
                ? Uni.createFrom().voidItem()
                : finish(claimed, DeviceImport.FAILED, List.of(FAULT_OF_OURS));
    }

    private static List<Fault> faults(Refused refused) {
        return refused.fields().isEmpty()
                ? List.of(new Fault("file", refused.getMessage()))
                : Fault.of(refused.fields());
    }

    private Uni<Void> finish(DeviceImport claimed, String status, List<Fault> faults) {
        return Panache.withTransaction(() -> imports.findById(claimed.id).invoke(now -> {
                    if (isMine(now, claimed)) {
                        now.finished(status, clock.instant());
                        now.done = 0;
                        now.errors = json.write(faults);
                    }
                }))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("import %s is taken up again later: %s", claimed.id, failure))
                .onFailure()
                .recoverWithNull();
    }
}
