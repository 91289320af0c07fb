import { benchBatches } from './batches.ts';
import { benchCalibration } from './calibrate.ts';
import { benchCity } from './city.ts';
import { benchClose } from './close.ts';
import { bundleWorker } from './edge.ts';
import { printLine } from './figure.ts';
import { benchInterpreter } from './interpreter.ts';
import { benchMarking } from './marking.ts';
import { benchReplay } from './replay.ts';
import { benchSizes } from './size.ts';

/**
 * `npm run bench`: figures and ratios, one a line. Takes some minutes; needs the built site.
 * `npm run bench -- --large` calibrates 500,000 pupils, too.
 */
benchSizes().forEach(printLine);
benchReplay().forEach(printLine);
for (const { name, ours, ratio, generatedRatio } of benchInterpreter()) {
  const figure = `${(ours / 1e6).toFixed(2)} M steps a second`;
  printLine({
    name: `interpreter, ${name}`,
    figure,
    ratio: `${ratio.toFixed(0)} × js-interpreter, ${generatedRatio.toFixed(1)} × generated JavaScript`,
  });
}
benchCalibration(process.argv.includes('--large')).forEach(printLine);
benchClose().forEach(printLine);
bundleWorker();
(await benchMarking()).forEach(printLine);
(await benchBatches()).forEach(printLine);
await benchCity(printLine);
