import type { Plugin } from 'vite';

export function compactHtml(text: string): string;
export function compactCss(text: string): string;
export function compactMessages(text: string): string;
export function compact(): Plugin;
