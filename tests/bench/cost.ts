import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all below it have cost so far: seconds of CPU, also of children that have ended, and MB. */
export interface Cost {
  cpu: number;
  memory: number;
}

interface Process {
  id: number;
  parent: number;
  cpu: number;
}

/** proc(5): after the name, the 2nd field is the parent, the 12th to 15th are hundredths of a second. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      return stat ? [{ id: Number(name), parent: Number(fields[1]), cpu: ticks / 100 }] : [];
    });
}

/** Empty where the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Memory is what they share and what they have alone, the shared part divided among all that share it (PSS). */
export function costOf(pid: number): Cost {
  const all = processes();
  const ids = new Set([pid]);
  for (let size = 0; size !== ids.size;) {
    size = ids.size;
    for (const { id, parent } of all) if (ids.has(parent)) ids.add(id);
  }
  const own = all.filter(({ id }) => ids.has(id));
  const pss = (id: number) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
  return {
    cpu: own.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: own.reduce((sum, { id }) => sum + pss(id), 0) / 1_000,
  };
}

/** Looks at what a process costs until it is told to stop; answers the CPU and the most memory since the first look. */
export function watchCost(pid: number): () => Cost {
  const first = costOf(pid);
  let last = first;
  let most = first.memory;
  const look = () => {
    const cost = costOf(pid);
    if (cost.memory === 0) return;
    last = cost;
    most = Math.max(most, cost.memory);
  };
  const timer = setInterval(look, 1_000);
  return () => {
    look();
    clearInterval(timer);
    return { cpu: last.cpu - first.cpu, memory: most };
  };
}
