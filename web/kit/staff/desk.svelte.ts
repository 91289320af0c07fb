import { Session } from '../../../scoring/wire/session.ts';
import { type Answer, type ApiFault, deleteDocument, fetchDocument, sendDocument } from '../api.ts';

/** Who is signed in on this page. Ending a session leaves the address alone: the next begins there. */
class Desk {
  stage = $state<'asking' | 'out' | 'in' | 'stuck'>('asking');
  session = $state.raw<Session>();
  /** The session ran out while the page was in use. */
  expired = $state(false);
  fault = $state.raw<ApiFault>();

  async open(): Promise<void> {
    this.#take(await fetchDocument(Session, '/session'));
  }

  async signIn(account: string): Promise<Answer<Session>> {
    const answer = await sendDocument(Session, '/session', { account });
    if (answer.ok) this.#take(answer);
    return answer;
  }

  /** A proctor's pass, as typed or as its QR code holds it. */
  async signInByPass(code: string): Promise<Answer<Session>> {
    const answer = await sendDocument(Session, '/session/pass', { code });
    if (answer.ok) this.#take(answer);
    return answer;
  }

  async signOut(): Promise<void> {
    const answer = await deleteDocument('/session');
    if (!answer.ok && !isSignedOut(answer.fault)) {
      this.fault = answer.fault;
      return;
    }
    this.#leave(false);
  }

  /** Takes note of a fault that a page met: one that means "nobody is signed in" ends the session. */
  notice(fault: ApiFault): void {
    if (isSignedOut(fault)) this.#leave(true);
  }

  #take(answer: Answer<Session>): void {
    if (answer.ok) {
      this.session = answer.value;
      this.stage = 'in';
      this.expired = false;
      this.fault = undefined;
    } else if (isSignedOut(answer.fault)) this.#leave(false);
    else {
      this.stage = 'stuck';
      this.fault = answer.fault;
    }
  }

  #leave(expired: boolean): void {
    this.session = undefined;
    this.stage = 'out';
    this.expired = expired;
    this.fault = undefined;
  }
}

function isSignedOut(fault: ApiFault): boolean {
  return fault.kind === 'refused' && fault.problem.code === 'signed-out';
}

export const desk = new Desk();
