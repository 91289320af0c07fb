import { mount } from 'svelte';
import '../kit/theme.svelte.ts';
import Page from './Page.svelte';
mount(Page, { target: document.getElementById('app')! });
