import { LightningElement } from 'lwc';
import { keepNote, used } from 'app/server';

export default class UtilityBar extends LightningElement {
    text = '';

    handleText(event) {
        this.text = event.detail.value;
    }

    async handleSave() {
        used('note save');
        await keepNote(this.text);
        this.text = '';
    }
}
