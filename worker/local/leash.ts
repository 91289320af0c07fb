import { spawn } from 'node:child_process';

/**
 * Runs a program in this process's group and ends the whole group when whoever started it is gone,
 * killed outright too: nothing else would free the port. Arguments: script, arguments of it.
 */
const [script = '', ...args] = process.argv.slice(2);
const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });

function end(name: NodeJS.Signals): void {
  if (process.platform === 'win32') child.kill(name);
  else process.kill(-process.pid, name);
}

// Its turn comes when the program has shut down.
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => {
  end('SIGTERM');
  setTimeout(() => {
    end('SIGKILL');
  }, 5_000).unref();
});
child.on('exit', (code) => process.exit(code ?? 1));
