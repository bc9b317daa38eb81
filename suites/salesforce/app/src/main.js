import { styled } from './designSystem.js';
import { createElement } from 'lwc';
import Shell from 'app/shell';

styled().then(() => document.body.append(createElement('app-shell', { is: Shell })));
