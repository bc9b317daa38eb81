import { LightningElement, api } from 'lwc';
import { used } from 'app/server';

export default class Header extends LightningElement {
    @api user;
    @api tabs;

    handleTab(event) {
        event.preventDefault();
        const path = event.currentTarget.getAttribute('href');
        used(`tab ${path}`);
        this.dispatchEvent(new CustomEvent('navigate', { detail: path }));
    }
}
