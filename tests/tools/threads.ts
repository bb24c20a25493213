import { readdirSync, readFileSync } from 'node:fs';

/** What each thread of a process is at: its name, R for running or waiting for a processor, S or D for anything else, and where in the system. */
export function threadsOf(pid: number): string {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((thread) => threadOf(`/proc/${pid}/task/${thread}`))
      .join(', ');
  } catch {
    return 'gone';
  }
}

function threadOf(folder: string): string {
  const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8').trim();
  const stat = read('stat');
  return `${read('comm')} ${stat.charAt(stat.lastIndexOf(')') + 2)} ${read('wchan')}`;
}
