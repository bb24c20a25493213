/** Does a process of that id run on this machine? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // A process of another person is alive, too.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
