// Starts etcd and kube-apiserver for one test and stops them again.
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import plan from './plan.cjs';

const START_SECONDS = 90;
const STOP_SECONDS = 20;

/**
 * @param {{ assets: string, kubectl: string }} settings
 * @returns {Promise<{ kubeconfig: string, stop: () => Promise<void> }>}
 */
export async function startServer({ assets, kubectl }) {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-test-'));
  const children = [];
  const stop = async () => {
    // The API server first: it must not lose its store while it writes.
    for (const child of [...children].reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [clientPort, peerPort, port] = await freePorts(3);
    const kubeconfig = writeFiles(folder, port);
    children.push(run(folder, join(assets, 'etcd'), plan.etcdArguments({ folder, clientPort, peerPort })));
    children.push(run(folder, join(assets, 'kube-apiserver'), plan.serverArguments({ folder, clientPort, port })));
    await untilReady(kubectl, kubeconfig, children);
    return { kubeconfig, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The keys and the token of this run; the certificate the server makes itself. */
function writeFiles(folder, port) {
  const token = randomUUID();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const write = (name, text) => writeFileSync(join(folder, name), text, { mode: 0o600 });
  write('sa.pub', publicKey);
  write('sa.key', privateKey);
  write('tokens.csv', `${token},test,test,"system:masters"\n`);
  write('kubeconfig', JSON.stringify(plan.kubeconfigOf({ folder, port, token })));
  return join(folder, 'kubeconfig');
}

function run(folder, program, args) {
  const log = join(folder, `${basename(program)}.log`);
  const file = openSync(log, 'w');
  const started = spawn(program, args, { cwd: folder, stdio: ['ignore', file, file] });
  closeSync(file);
  const child = { program, log, process: started, failure: undefined };
  started.on('error', (error) => (child.failure = error.message));
  started.on('exit', (code, signal) => (child.failure ??= `ended with ${code ?? signal}`));
  return child;
}

async function untilReady(kubectl, kubeconfig, children) {
  const last = Date.now() + START_SECONDS * 1000;
  for (;;) {
    const failed = children.find(({ failure }) => failure !== undefined);
    if (failed) throw new Error(`${failed.program} ${failed.failure}\n${tail(failed.log)}`);
    const args = ['--kubeconfig', kubeconfig, '--request-timeout=5s', 'get', '--raw', '/readyz'];
    const asked = spawnSync(kubectl, args, { encoding: 'utf8' });
    if (asked.error) throw asked.error;
    if (asked.status === 0) return;
    if (Date.now() > last) {
      const logs = children.map(({ program, log }) => `${program}:\n${tail(log)}`).join('\n');
      throw new Error(`the server is not ready after ${START_SECONDS} s: ${asked.stderr.trim()}\n${logs}`);
    }
    await setTimeout(250);
  }
}

async function end({ process: child }) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  // The timer must not keep the program alive once the child is gone.
  const late = setTimeout(STOP_SECONDS * 1000, 'late', { ref: false });
  if ((await Promise.race([ended, late])) !== 'late') return;
  child.kill('SIGKILL');
  await ended;
}

/** Ports that are free now. All are held until the last is found, so that none is given twice. */
async function freePorts(count) {
  const servers = [];
  for (let index = 0; index < count; index += 1) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function tail(log) {
  return readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');
}
