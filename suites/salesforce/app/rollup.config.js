import { copyFileSync } from 'node:fs';
import path from 'node:path';

import lwc from '@lwc/rollup-plugin';

// What the base components ask of the place they run in; browsers have no such module.
const environment = {
    name: 'environment',
    renderChunk: (code) => code.replaceAll('process.env.NODE_ENV', '"production"'),
};

const modules = [
    // All of them: what the package exposes leaves out dialogs and lookups.
    { dir: path.resolve('node_modules/lightning-base-components/src') },
    { dir: path.resolve('src/modules') },
];

const DESIGN_SYSTEM =
    'node_modules/@salesforce-ux/design-system/assets/styles/salesforce-lightning-design-system.min.css';
const designSystem = {
    name: 'design-system',
    writeBundle: () => copyFileSync(DESIGN_SYSTEM, 'dist/design-system.css'),
};

const bundle = (input, file, plugins) => ({
    input,
    output: { file, format: 'iife', inlineDynamicImports: true },
    plugins: [...plugins, environment],
    onwarn(warning) {
        const isOurs = !(warning.loc?.file ?? warning.id ?? '').includes('node_modules');
        if (isOurs) {
            throw new Error(`${warning.code}: ${warning.message}`);
        }
    },
});

export default [
    bundle('src/main.js', 'dist/app.js', [lwc({ modules }), designSystem]),
    // Loaded before the application, it makes shadow roots that only the page's own scripts see.
    bundle('src/synthetic.js', 'dist/synthetic.js', [lwc()]),
];
