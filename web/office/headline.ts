import type { ClosingPage } from '../../scoring/wire/closing.ts';
import { m } from '../kit/paraglide/messages.js';
import { findNewest, findReady, findStage } from './closing.ts';

interface Headline {
  title: string;
  lead: string;
}

/** Where the close stands, and what follows from it. */
export function writeHeadline(page: ClosingPage): Headline {
  const { closing } = page;
  if (closing?.state === 'running')
    return {
      title: m.office_close_running({ release: closing.release }),
      lead: m.office_close_lead_running(),
    };
  if (closing?.state === 'failed')
    return {
      title: m.office_close_failed({ release: closing.release }),
      lead: m.office_close_lead_failed(),
    };
  const ready = findReady(page);
  if (ready)
    return {
      title: m.office_close_ready({ release: ready.release }),
      lead: m.office_close_lead_ready(),
    };
  if (findStage(page) === 'collect')
    return { title: m.office_close_collecting(), lead: m.office_close_lead_collect() };
  const newest = findNewest(page);
  return newest
    ? {
        title: m.office_close_published({ release: newest.release }),
        lead: page.imported ? m.office_close_lead_imported() : m.office_close_lead_published(),
      }
    : { title: m.office_close_may(), lead: m.office_close_lead_may() };
}
