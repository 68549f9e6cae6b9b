import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts the sandbox program of the build, and gives its endpoint when it is ready. */
export async function startSandbox(...options) {
  const child = spawn(process.env.SNSUAPI_SANDBOX_PROGRAM, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const endpoint = line.replace('listening on ', '');
  return {
    endpoint,
    async control(method, path, body) {
      const response = await fetch(`${endpoint}/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
      return response.json();
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
