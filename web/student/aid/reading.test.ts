import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reading } from './reading.ts';
import { splitSentences } from './sentences.ts';

/** A voice that says nothing by itself: the test says when a sentence has ended. */
function openVoice() {
  const said: string[] = [];
  const endings: (() => void)[] = [];
  let saying: string | undefined;
  const voice = {
    say(sentence: string, rate: number, ended: () => void) {
      saying = sentence;
      said.push(`${sentence}@${rate}`);
      endings.push(ended);
    },
    hush() {
      saying = undefined;
    },
  };
  return { voice, said, endings, saying: () => saying };
}

function open(...sentences: string[]) {
  const heard = openVoice();
  const reading = new Reading(heard.voice, () => undefined);
  reading.read(sentences);
  return { reading, ...heard, end: () => heard.endings.at(-1)?.() };
}

describe('reading aloud', () => {
  test('goes from sentence to sentence and is silent after the last', () => {
    const { reading, said, end, saying } = open('a', 'b');
    end();
    expect(said).toEqual(['a@1', 'b@1']);
    end();
    expect([reading.mode, saying()]).toEqual(['silent', undefined]);
  });

  test('stops at once, and what was broken off says nothing more', () => {
    const { reading, said, endings, saying } = open('a', 'b');
    reading.stop();
    expect([reading.mode, saying()]).toEqual(['silent', undefined]);
    endings[0]?.();
    expect(said).toEqual(['a@1']);
  });

  test('a pause is silence, and going on says the sentence again', () => {
    const { reading, said, end, saying } = open('a', 'b', 'c');
    end();
    reading.pause();
    expect([reading.mode, saying()]).toEqual(['paused', undefined]);
    end();
    expect(said).toHaveLength(2);
    reading.goOn();
    expect(said).toEqual(['a@1', 'b@1', 'b@1']);
  });

  test('another speed takes effect on the sentence that is being said', () => {
    const { reading, said } = open('a');
    reading.pace(0.7);
    expect(said).toEqual(['a@1', 'a@0.7']);
  });

  test('whatever is pressed, only what is being read is heard', () => {
    const press = fc.constantFrom('pause', 'goOn', 'stop', 'end', 'late');
    fc.assert(
      fc.property(fc.array(press, { maxLength: 20 }), (presses) => {
        const { reading, endings, end, saying } = open('a', 'b', 'c');
        for (const name of presses) {
          if (name === 'end') end();
          else if (name === 'late') endings[0]?.();
          else reading[name]();
          expect(saying() !== undefined).toBe(reading.mode === 'reading');
        }
      }),
    );
  });
});

test.each([
  ['船開了。然後呢？', ['船開了。', '然後呢？']],
  ['Draw a line of 2.5 squares. Turn!', ['Draw a line of 2.5 squares.', 'Turn!']],
  ['標題。。第一句', ['標題。', '第一句']],
  ['「往前！」船說。', ['「往前！', '」船說。']],
  ['', []],
])('the sentences of %j', (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
});
