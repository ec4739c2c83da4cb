import * as fs from 'fs';
import * as path from 'path';

/** Holds the names of the clusters that a run is replacing files of, a file each. */
const UNFINISHED = 'unfinished';

/** The name of the folder of a run; what else somebody has put beside it stays. */
const IS_RUN = /^(left-)*\d+\.\d*-/;

/**
 * The folder of one run below that of all runs. It tells which clusters the run, or one before that was killed, has begun to replace and not
 * finished. What a killed run made beside is removed; a run that is still alive is left alone.
 */
export class Run {
  private readonly place: string;

  /** @param all the folder of all runs, which is there */
  public constructor(all: string) {
    this.place = fs.mkdtempSync(path.join(all, `${process.pid}.${startOf(process.pid) ?? ''}-`));
    fs.mkdirSync(path.join(this.place, UNFINISHED));
    for (const name of fs.readdirSync(all)) {
      const other = path.join(all, name);
      if (other === this.place || !IS_RUN.test(name) || isAlive(name)) continue;
      const left = path.join(other, UNFINISHED);
      // Noted here before it is forgotten there, for this run may be killed too.
      for (const cluster of fs.existsSync(left) ? fs.readdirSync(left) : []) this.begin(cluster);
      fs.rmSync(other, { recursive: true, force: true });
    }
  }

  /** The clusters whose files may be of two runs. */
  public get unfinished(): string[] {
    return fs.readdirSync(path.join(this.place, UNFINISHED)).sort();
  }

  /** Notes that files of a cluster are being replaced. */
  public begin(cluster: string): void {
    fs.writeFileSync(path.join(this.place, UNFINISHED, cluster), '');
  }

  /** Notes that all files of a cluster are those of this run. */
  public finish(cluster: string): void {
    fs.rmSync(path.join(this.place, UNFINISHED, cluster), { force: true });
  }

  /** A folder of this run, made where it is not there. */
  public folder(name: string): string {
    const folder = path.join(this.place, name);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Removes what was made on the way, and keeps the names of what is unfinished. */
  public close(): void {
    const keep = this.unfinished.length > 0;
    for (const name of fs.readdirSync(this.place))
      if (!keep || name !== UNFINISHED) fs.rmSync(path.join(this.place, name), { recursive: true, force: true });
    // Under a name that no process has, so that the next run of this one takes it for over too.
    if (keep) fs.renameSync(this.place, path.join(path.dirname(this.place), `left-${path.basename(this.place)}`));
    else fs.rmdirSync(this.place);
  }
}

/** Numbers of processes come again, in containers with every run, so the time that the process began at tells them apart. */
function isAlive(run: string): boolean {
  const [, number = '', start = ''] = /^(\d+)\.(\d*)-/.exec(run) ?? [];
  const pid = Number(number);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const found = startOf(pid);
  return found === undefined || start === '' || found === start;
}

/** When a process began, in ticks since the machine did; unknown where there is no `/proc`. */
function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in parentheses, and may have any character.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
