import { mount } from 'svelte';
import '../kit/tokens.css';
import '../kit/staff.css';
import Teacher from './Teacher.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');
mount(Teacher, { target });
