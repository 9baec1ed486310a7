"""The rows of the table: what is tried, for each kind of fault that can be chosen."""
import itertools
import signal

from .bindings import Bindings
from .calls import CALLS, FAULTS, call_fault
from .changes import CHANGES, Changes
from .damage import Damage
from .disks import PERSISTING, PowerCuts, full_disk
from .doubles import scenes
from .encounters import Encounters
from .places import REFUSALS
from .readers import Readers
from .refusals import Refusals
from .reluctance import Reluctance
from .rivals import SCENES as RIVALS
from .rivals import Rivals
from .signals import kill
from .syncs import syncs

# More calls than a run makes.
MANY = 10_000


def seeded(options, count, trial):
    return ((f"seed {seed}", lambda seed=seed: trial(seed)) for seed in range(options.seed, options.seed + count))


def counted(limit, trial, label="call", every=1):
    numbers = range(1, (limit or MANY) + 1, every)
    return ((f"{label} {number}", lambda number=number: trial(number)) for number in numbers)


def step(options, every):
    """Which cases of a row are tried: all of them where one is looked for."""
    return 1 if options.trial else max(1, every)


def kills(lab, table, options, format):
    trials = seeded(options, options.kills, lambda seed: kill(lab, seed, format, [signal.SIGKILL]))
    table.run(f"{format}: SIGKILL at random, resumed", trials)


def signals(lab, table, options, format):
    trials = seeded(options, options.signals, lambda seed: kill(lab, seed, format, [signal.SIGTERM, signal.SIGINT]))
    table.run(f"{format}: SIGTERM, SIGINT at random, resumed", trials)


def short(lab, table, options, format):
    trial = Reluctance(lab).trial
    table.run(f"{format}: short and interrupted calls", seeded(options, options.short, lambda seed: trial(seed, format)))


def changes(lab, table, options, format):
    trial = Changes(lab).trial
    for kind in CHANGES:
        trials = seeded(options, options.changes, lambda seed: trial(seed, format, kind))
        table.run(f"{format}: input {kind} while it is read", trials)


def damage(lab, table, options, format):
    table.run(f"{format}: damaged leftovers", seeded(options, options.damage, Damage(lab, format).trial))


def singles(lab, table, options, format):
    for name, scene in scenes(lab, format):
        if " then " not in name:
            table.run(f"{format}: one kill, {name}", *scene.singles(step(options, options.singles)))


def doubles(lab, table, options, format):
    for name, scene in scenes(lab, format):
        groups = scene.all() if options.doubles == 0 or options.trial else [scene.sample(options.doubles, options.seed)]
        table.run(f"{format}: two kills, {name}", *groups)


def encounters(lab, table, options, format):
    for kind in lab.kinds:
        trials = Encounters(lab, format, kind)
        meetings = [("asked twice to end", trials.asked_twice), ("a file comes into DIR", trials.intruded)]
        if kind != "mounted":
            meetings.append(("another directory comes to DIR's name", trials.displaced))
        for name, trial in meetings:
            held = counted(MANY, trial, "at call", step(options, options.encounters))
            table.run(f"{format}: {name} at each call, {kind}", held)


def bindings(lab, table, options, format):
    table.run(f"{format}: --resume with another input or option", Bindings(lab, format).all())


def refusals(lab, table, options, format):
    for kind in lab.kinds:
        trials = Refusals(lab, format, kind).all()
        some = itertools.islice(trials, 0, None, step(options, options.refusals))
        table.run(f"{format}: refused, and nothing is changed, {kind}", some)


def rivals(lab, table, options, format):
    for scene in RIVALS:
        trials = Rivals(lab, format, scene)
        table.run(f"{format}: two runs at once, {scene}", seeded(options, options.rivals or 100, trials.together))
        # There are about 100 calls, in some scenes more.
        every = step(options, 100 // options.rivals if options.rivals else 1)
        table.run(f"{format}: one stopped, another comes, {scene}", counted(MANY, trials.held, "stopped at call", every))


def reads(lab, table, options, format):
    table.note(f"{format}: readers", lambda: Readers(lab, format).trial(options.reads, options.seed))
    fallback = Readers(lab, format, "inside")
    trials = seeded(options, 1, lambda seed: fallback.trial(2000, seed, pause=0))
    table.control(f"{format}: readers, a set is replaced file by file", trials)


def order(lab, table, options, format):
    def trials():
        kinds = [kind for kind in lab.kinds if kind not in REFUSALS]
        for case in itertools.product(kinds, [None, "whole", "incomplete"], [False, True]):
            kind, old, isBroken = case
            label = f"{kind}, {'an incomplete' if isBroken else 'a'} set over {old or 'none'}"
            yield label, lambda case=case: syncs(lab, format, *case)

    table.run(f"{format}: synced in time, judged from the calls", trials())


def calls(lab, table, options, format):
    faults = [fault for fault in FAULTS if not options.faults or fault[0].split("=")[1] in options.faults]
    for (fault, when), mode in itertools.product(faults, [[], ["--overwrite"], ["--resume"]]):
        for kind in [kind for kind in lab.kinds if kind in ("beside", "inside")]:
            def group(call):
                return counted(options.calls, lambda k: call_fault(lab, format, kind, call, fault, f"{k}{when}", mode), call)

            name = " ".join([fault, "for good" if when else "", *mode, kind]).replace("  ", " ")
            table.run(f"{format}: {name}", *map(group, CALLS))


def disks(lab, table, options, format):
    shares = [(number + 1) / options.disks for number in range(options.disks)]
    trials = ((f"size {share:.3f}", lambda share=share: full_disk(lab, format, options.seed, share)) for share in shares)
    table.run(f"{format}: full disk", trials)


def cuts(lab, table, options, format):
    power = PowerCuts(lab)
    kinds = [kind for kind in lab.kinds if kind in ("beside", "inside")]
    for kind, mode in itertools.product(kinds, [[], ["--overwrite"]]):
        def group(call):
            return counted(options.cuts, lambda k: power.trial(format, call, k, kind, mode), call)

        table.run(" ".join([f"{format}: power cut, {kind}", *mode]), *map(group, PERSISTING))
    table.control(f"{format}: power cut, fsync does nothing", counted(6, lambda _: power.sabotaged(format)))


# What can be chosen, in the order in which it is tried.
KINDS = {
    "kills": kills, "signals": signals, "singles": singles, "doubles": doubles, "encounters": encounters, "refusals": refusals,
    "rivals": rivals, "reads": reads, "order": order, "bindings": bindings, "damage": damage, "changes": changes,
    "short": short, "calls": calls, "disks": disks, "cuts": cuts,
}
