// Plain JavaScript, run before anything else: an older Node cannot read the TypeScript that follows.
import process from 'node:process';

const LEAST = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  console.error(
    `需要 Node.js ${LEAST.join('.')} 以上（這裡是 ${process.versions.node}）。` +
      ` Needs Node.js ${LEAST.join('.')} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}
