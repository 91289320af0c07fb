import { mount } from 'svelte';
import '../kit/tokens.css';
import { readRoute } from './route.ts';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
// The pupil's page is a frame of its own, with the pupil's own styles and width.
const route = readRoute(location.hash);
if (route.page === 'stage') {
  await import('../student/student.css');
  const { default: Stage } = await import('./Stage.svelte');
  mount(Stage, { target, props: { route } });
} else {
  await import('../kit/staff.css');
  const { default: Preview } = await import('./Preview.svelte');
  mount(Preview, { target });
}
