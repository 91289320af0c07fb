import * as v from 'valibot';
import { type Closing, ClosingPage, type StepName } from '../../scoring/wire/closing.ts';
import { type Api, ApiFault } from './api.ts';

const POLL_MS = 500;
/** A closed sitting is known to the city a moment later; a close waits so long for it. */
const SETTLED_WITHIN_MS = 60_000;
/** A close of which nothing was heard for so long has stopped. */
const STILL_MS = 120_000;

/** Closes a campaign as the office does, and waits for it; tells of each step that begins. */
export async function closeCampaign(
  api: Api,
  campaign: string,
  tell: (step: StepName) => void,
): Promise<void> {
  await begin(api, campaign);
  let before: Closing['at'] = null;
  let movedAt = performance.now();
  for (;;) {
    const closing = await readClosing(api, campaign);
    if (closing.state === 'done') return;
    if (closing.state === 'failed')
      throw new ApiFault('closing-failed', `${campaign}: ${closing.failure ?? 'no reason given'}`);
    const { at } = closing;
    if (at && at.step !== before?.step) tell(at.step);
    if (JSON.stringify(at) !== JSON.stringify(before)) movedAt = performance.now();
    if (performance.now() - movedAt > STILL_MS)
      throw new ApiFault('closing-stopped', `${campaign}: the close does not go on`);
    before = at;
    await pause();
  }
}

async function begin(api: Api, campaign: string): Promise<void> {
  const until = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    try {
      await api.call('POST', `/campaigns/${campaign}/close`);
      return;
    } catch (error) {
      const early = error instanceof ApiFault && error.code === 'campaign-open';
      if (!early || performance.now() > until) throw error;
      await pause();
    }
  }
}

async function readClosing(api: Api, campaign: string): Promise<Closing> {
  const page = v.parse(ClosingPage, await api.call('GET', `/campaigns/${campaign}/closing`));
  if (!page.closing) throw new ApiFault('closing-missing', `${campaign} has no closing`);
  return page.closing;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
