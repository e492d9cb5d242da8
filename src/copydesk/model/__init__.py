"""Value objects that every other module speaks in: frozen, slotted, standard library only."""
